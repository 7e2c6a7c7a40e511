-- Logins of people that ended by a logout: their cookies, sessions and streams count on no node any more. A row goes a day later, when
-- nothing is left that it could end. Many of one name become one row, whose login is '*': it ends each login that expires by then.
create table bot_ended_login (
    name       text        not null,
    login      text        not null,
    expires_at timestamptz not null,
    ended_at   timestamptz not null,
    primary key (name, login)
);
