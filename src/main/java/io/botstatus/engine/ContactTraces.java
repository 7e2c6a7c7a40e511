package io.botstatus.engine;

import io.botstatus.status.ContactId;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds a contact in the engine's tables: as a business key, as the variable {@code contactId}, in a list {@code contactIds}, and
 * in jobs that would tell of it. It uses statements on indexes, since the engine's queries would read every variable of that name.
 */
public final class ContactTraces {

    /** One transaction covers at most this many instances. */
    private static final int INSTANCES = 100;

    private final JdbcClient sql;

    ContactTraces(JdbcClient sql) {
        this.sql = sql;
    }

    /** The contact's running instances of these processes, without those that another process has called. */
    public List<String> uncalled(Set<String> processes, ContactId contact) {
        return sql.sql("""
                        select e.id_ from act_ru_execution e join act_re_procdef p on p.id_ = e.proc_def_id_
                         where e.business_key_ = :contact and e.parent_id_ is null and e.super_exec_ is null
                           and p.key_ = any(:processes)
                         order by e.id_""")
                .param("processes", processes.toArray(String[]::new))
                .param("contact", contact.value())
                .query(String.class)
                .list();
    }

    /** All running instances that name the contact. */
    public List<RunningFlow> running(ContactId contact) {
        return sql.sql("""
                        select e.id_, p.key_
                          from act_ru_execution e join act_re_procdef p on p.id_ = e.proc_def_id_
                         where e.id_ in (
                               select proc_inst_id_ from act_ru_execution where business_key_ = :contact
                                union
                               select proc_inst_id_ from act_ru_variable where name_ = 'contactId' and text_ = :contact
                                union
                               select v.proc_inst_id_ from act_ru_variable v left join act_ge_bytearray b on b.id_ = v.bytearray_id_
                                where v.name_ = 'contactIds' and (position(:contact in v.text_) > 0
                                      or position(convert_to(:contact, 'UTF8') in b.bytes_) > 0))
                         order by e.id_""")
                .param("contact", contact.value())
                .query((row, n) -> new RunningFlow(row.getString("id_"), row.getString("key_")))
                .list();
    }

    /**
     * Jobs that would start a process to tell it of the contact. Jobs for a waiting instance belong to that instance and are not
     * among them.
     */
    public List<String> newsThatWouldStart(ContactId contact) {
        return sql.sql("""
                        select id_ from act_ru_job
                         where handler_type_ = :type and process_instance_id_ is null
                           and right(handler_cfg_, char_length(:contact) + 1) = E'\\n' || :contact
                         order by id_""")
                .param("type", StatusChangedDelivery.TYPE)
                .param("contact", contact.value())
                .query(String.class)
                .list();
    }

    /** Some ended instances that were about the contact, with all instances that their root has called. */
    public List<String> ended(ContactId contact) {
        return sql.sql("""
                        with found as (
                          select id_, root_proc_inst_id_ as root from act_hi_procinst
                           where business_key_ = :contact and end_time_ is not null
                           union
                          select p.id_, p.root_proc_inst_id_ from act_hi_varinst v join act_hi_procinst p on p.id_ = v.proc_inst_id_
                           where v.name_ = 'contactId' and v.text_ = :contact and v.execution_id_ = v.proc_inst_id_
                             and p.end_time_ is not null
                        )
                        select id_ from found
                         union
                        select p.id_ from found join act_hi_procinst p on p.root_proc_inst_id_ = found.id_
                         where found.id_ = found.root and p.end_time_ is not null
                         order by id_ limit :limit""")
                .param("contact", contact.value())
                .param("limit", INSTANCES)
                .query(String.class)
                .list();
    }

    /**
     * Locks the history of these instances until the transaction ends, and returns those that no other transaction has locked. It
     * never waits. A transaction that ends an instance, or forgets the same contact, may own some of these rows and want the
     * others.
     */
    public List<String> lockUnlessOthersDo(List<String> instances) {
        return sql.sql("""
                        with process as (
                          select id_ from act_hi_procinst where id_ = any(:instances) for update skip locked
                        ), activity as (
                          select proc_inst_id_ from act_hi_actinst where proc_inst_id_ = any(:instances) for update skip locked
                        )
                        select p.id_ from process p
                         where (select count(*) from activity a where a.proc_inst_id_ = p.id_)
                             = (select count(*) from act_hi_actinst a where a.proc_inst_id_ = p.id_)
                         order by p.id_""")
                .param("instances", instances.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** The decisions that these instances have evaluated. */
    public List<String> decisions(List<String> instances) {
        return sql.sql(
                        "select id_ from act_hi_decinst where proc_inst_id_ = any(:instances) and root_dec_inst_id_ is null")
                .param("instances", instances.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Deletes the log of users' operations on these instances, which the engine keeps when it deletes them. */
    public void deleteUserOperations(List<String> instances) {
        sql.sql("delete from act_hi_op_log where proc_inst_id_ = any(:instances)")
                .param("instances", instances.toArray(String[]::new))
                .update();
    }

    /** The variables that name the contact in ended instances of several contacts, in the order of their ids. */
    public List<String> variables(ContactId contact) {
        return sql.sql("""
                        select v.id_ from act_hi_varinst v join act_hi_procinst p on p.id_ = v.proc_inst_id_
                         where v.name_ = 'contactId' and v.text_ = :contact and p.end_time_ is not null
                         union
                        select v.id_ from act_hi_varinst v join act_hi_procinst p on p.id_ = v.proc_inst_id_
                          left join act_ge_bytearray b on b.id_ = v.bytearray_id_
                         where v.name_ = 'contactIds' and p.end_time_ is not null
                           and (position(:contact in v.text_) > 0 or position(convert_to(:contact, 'UTF8') in b.bytes_) > 0)
                         order by id_""")
                .param("contact", contact.value())
                .query(String.class)
                .list();
    }

    /**
     * Deletes failures to start a process that was to hear of the contact. They belong to no instance, and their texts may name it.
     */
    public void deleteFailedStarts(ContactId contact) {
        sql.sql("""
                        with logs as (
                          delete from act_hi_job_log
                           where process_instance_id_ is null and job_def_type_ = :type
                             and (position(:contact in job_exception_msg_) > 0
                                  or exists (select from act_ge_bytearray b where b.id_ = job_exception_stack_id_
                                                and position(convert_to(:contact, 'UTF8') in b.bytes_) > 0))
                          returning job_id_, job_exception_stack_id_
                        ), incidents as (
                          delete from act_hi_incident i using logs
                           where i.proc_inst_id_ is null and i.configuration_ = logs.job_id_
                        )
                        delete from act_ge_bytearray b using logs where b.id_ = logs.job_exception_stack_id_""")
                .param("type", StatusChangedDelivery.TYPE)
                .param("contact", contact.value())
                .update();
    }
}
