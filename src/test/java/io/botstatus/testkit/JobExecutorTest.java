package io.botstatus.testkit;

import static io.botstatus.testkit.BotStatusTests.runDueJobs;
import static io.botstatus.testkit.BuilderFlows.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.PluginTest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** An application whose job executor runs, as in production: not while a test runs. */
@PluginTest
@TestPropertySource(properties = "camunda.bpm.job-execution.enabled=true")
@ExtendWith({JobExecutorTest.AJobAtWork.class, BotStatusExtension.class})
class JobExecutorTest {

    @Autowired
    ProcessEngine engine;

    @Test
    void restsUntilTheTestIsOver() {
        assertThat(executor(engine).isActive()).isFalse();
        ProcessInstance instance = engine.getRuntimeService().startProcessInstanceByKey("at-work");
        assertThat(instance).isWaitingAt("work");

        assertThat(runDueJobs()).extracting(FiredJob::activity).containsExactly("work");

        assertThat(instance).isEnded();
    }

    @Test
    void hasLetGoOfItsLastJob() {
        assertThat(AJobAtWork.done.getCount()).isZero();
        assertThat(engine.getManagementService().createJobQuery().acquired().list())
                .isEmpty();
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey("at-work")
                        .list())
                .isEmpty();
    }

    private static JobExecutor executor(ProcessEngine engine) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    /** Registered before the test kit: the executor is in the middle of a job when a test begins, and runs when it is over. */
    static final class AJobAtWork implements BeforeEachCallback, AfterEachCallback {

        static CountDownLatch begun = new CountDownLatch(1);
        static CountDownLatch done = new CountDownLatch(1);

        @Override
        public void beforeEach(ExtensionContext test) throws InterruptedException {
            ProcessEngine engine = SpringExtension.getApplicationContext(test).getBean(ProcessEngine.class);
            assertThat(executor(engine).isActive()).isTrue();
            begun = new CountDownLatch(1);
            done = new CountDownLatch(1);
            BuilderFlows.deploy(
                    engine.getRepositoryService(),
                    flow("at-work")
                            .serviceTask("work")
                            .camundaAsyncBefore()
                            .camundaClass(Work.class.getName())
                            .endEvent()
                            .done());
            engine.getRuntimeService().startProcessInstanceByKey("at-work");
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        }

        @Override
        public void afterEach(ExtensionContext test) {
            ProcessEngine engine = SpringExtension.getApplicationContext(test).getBean(ProcessEngine.class);
            assertThat(executor(engine).isActive()).isTrue();
            BuilderFlows.undeploy(engine.getRepositoryService());
        }
    }

    /** Ends no earlier than the executor has been stopped. */
    public static final class Work implements JavaDelegate {

        @Override
        public void execute(DelegateExecution execution) {
            AJobAtWork.begun.countDown();
            JobExecutor executor = executor((ProcessEngine) execution.getProcessEngineServices());
            while (executor.isActive()) {
                Thread.onSpinWait();
            }
            AJobAtWork.done.countDown();
        }
    }
}
