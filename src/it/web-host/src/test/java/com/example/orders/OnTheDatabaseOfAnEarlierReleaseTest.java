package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application has run for long without the plugin: orders, running instances, timers. Then it gets the plugin. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OnTheDatabaseOfAnEarlierReleaseTest extends OrdersTest {

    private static Map<String, List<Map<String, Object>>> before = Map.of();

    @Autowired
    ManagementService management;

    @Autowired
    TaskService tasks;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        String database = Database.create("existing");
        Production.runBeforeItHadThePlugin(database);
        before = everything(new JdbcTemplate(new DriverManagerDataSource(database, "postgres", "")));
        properties.add("spring.datasource.url", () -> database);
    }

    @Test
    @Order(0) // before other tests change it
    void whatWasThereIsAsItWas() {
        assertThat(before.get("tables"))
                .extracting(table -> table.get("table_name"))
                .contains("orders")
                .doesNotContainAnyElementsOf(PLUGINS_TABLES);
        assertThat(before.get("instances"))
                .extracting(instance -> instance.get("business_key_"))
                .contains("2", "3");

        Map<String, List<Map<String, Object>>> now = everything(sql);

        assertThat(now.get("tables")).containsAll(Objects.requireNonNull(before.get("tables")));
        for (String what : List.of("orders", "migrations", "definitions", "deployments", "instances", "timers")) {
            assertThat(now.get(what)).as(what).isEqualTo(before.get(what)).isNotEmpty();
        }
    }

    @Test
    void aRunningInstanceGoesOnToItsEnd() {
        ProcessInstance old = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey("2")
                .singleResult();
        management.executeJob(management
                .createJobQuery()
                .processInstanceId(old.getId())
                .singleResult()
                .getId());

        assertThat(runtime.getVariable(old.getId(), "packed")).isEqualTo(true);
        tasks.complete(tasks.createTaskQuery()
                .processInstanceId(old.getId())
                .singleResult()
                .getId());

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(old.getId())
                        .count())
                .isZero();
    }

    private static Map<String, List<Map<String, Object>>> everything(JdbcTemplate sql) {
        return Map.of(
                "tables", sql.queryForList("""
                        select table_name from information_schema.tables
                         where table_schema = 'public' order by table_name"""),
                "orders", sql.queryForList("select * from orders order by id"),
                "migrations", sql.queryForList("select * from flyway_schema_history order by installed_rank"),
                "definitions", sql.queryForList("""
                        select id_, key_, version_, deployment_id_ from act_re_procdef
                         where key_ in ('order', 'follow-up') order by id_"""),
                "deployments", sql.queryForList("""
                        select id_, name_, deploy_time_ from act_re_deployment
                         where source_ is distinct from 'camunda-bot-status' order by id_"""),
                "instances", sql.queryForList("""
                        select id_, rev_, proc_def_id_, business_key_, act_id_ from act_ru_execution order by id_"""),
                "timers", sql.queryForList("""
                        select id_, rev_, duedate_, process_instance_id_ from act_ru_job
                         where type_ = 'timer' order by id_"""));
    }
}
