create table patients (
  id bigint primary key,
  name text not null
);
insert into patients values (1, 'anna');
