package io.botstatus.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.job.service.impl.asyncexecutor.AsyncExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The model of {@link PlainCamunda} in Flowable with its defaults. */
final class Flowable {

    private static final String MODEL = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
                         targetNamespace="bench">
              <message id="messageSent" name="plain.messageSent"/>
              <message id="released" name="plain.released"/>
              <process id="plain">
                <startEvent id="start"><messageEventDefinition messageRef="messageSent"/></startEvent>
                <sequenceFlow id="f1" sourceRef="start" targetRef="pause"/>
                <serviceTask id="pause" flowable:delegateExpression="${plainPause}"/>
                <sequenceFlow id="f2" sourceRef="pause" targetRef="paused"/>
                <receiveTask id="paused"/>
                <boundaryEvent id="timer" attachedToRef="paused">
                  <timerEventDefinition><timeDuration>${reactivateAfter}</timeDuration></timerEventDefinition>
                </boundaryEvent>
                <boundaryEvent id="releasedEarly" attachedToRef="paused">
                  <messageEventDefinition messageRef="released"/>
                </boundaryEvent>
                <sequenceFlow id="f3" sourceRef="timer" targetRef="reactivate"/>
                <serviceTask id="reactivate" flowable:delegateExpression="${plainReactivate}"/>
                <sequenceFlow id="f4" sourceRef="reactivate" targetRef="end"/>
                <sequenceFlow id="f5" sourceRef="releasedEarly" targetRef="end"/>
                <endEvent id="end"/>
              </process>
            </definitions>
            """;

    private final ProcessEngine engine;
    private final AsyncExecutor executor;

    Flowable() {
        HikariDataSource pool = Pool.toNewDatabase();
        // It takes a second connection for new ids while it holds the first: threads with too few wait for each other.
        pool.setMaximumPoolSize(2 * Loop.THREADS);
        PlainContacts.create(JdbcClient.create(pool));
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(pool);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setBeans(Map.of("plainPause", noting(true), "plainReactivate", noting(false)));
        engine = configuration.buildProcessEngine();
        executor = configuration.getAsyncExecutor();
        engine.getRepositoryService()
                .createDeployment()
                .addString("plain.bpmn20.xml", MODEL)
                .deploy();
    }

    Contender pauseAndDrain() {
        return Contender.of("Flowable, defaults", () -> {
            long start = System.nanoTime();
            Loop.times(
                    Ours.TIMERS,
                    n -> engine.getRuntimeService()
                            .startProcessInstanceByMessage(
                                    "plain.messageSent",
                                    "timer-" + n,
                                    Map.of("sentBy", "anna", "channel", "sms", "reactivateAfter", "PT0.001S")));
            executor.start();
            while (engine.getRuntimeService().createProcessInstanceQuery().count() > 0) {
                Thread.sleep(20); // the engine is at work, by the real clock
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            executor.shutdown();
            return Ours.TIMERS / seconds;
        });
    }

    /** On the connection of the engine's transaction. */
    private static JavaDelegate noting(boolean silent) {
        return execution -> new PlainContacts(JdbcClient.create(new SingleConnectionDataSource(
                        CommandContextUtil.getDbSqlSession().getSqlSession().getConnection(), true)))
                .note(execution.getProcessInstanceBusinessKey(), silent);
    }
}
