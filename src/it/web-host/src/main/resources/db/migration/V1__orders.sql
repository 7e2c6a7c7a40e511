create table orders (
  id bigint primary key,
  customer text not null
);
insert into orders values (1, 'anna');
