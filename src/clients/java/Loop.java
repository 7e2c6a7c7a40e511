import io.botstatus.client.api.AccessApi;
import io.botstatus.client.api.BulkChangesApi;
import io.botstatus.client.api.MessagesApi;
import io.botstatus.client.api.RepliesApi;
import io.botstatus.client.api.StatusApi;
import io.botstatus.client.model.ApiKeyRequest;
import io.botstatus.client.model.BotStatusState;
import io.botstatus.client.model.MessageReport;
import io.botstatus.client.model.NewApiKey;
import io.botstatus.client.model.ReplyPermit;
import io.botstatus.client.model.ReplyRequest;
import io.botstatus.client.model.SentReplyRequest;
import java.util.List;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** The whole loop with a Spring HTTP interface that is generated from the server's document. */
public final class Loop {

    public static void main(String[] arguments) {
        String server = arguments[0];
        RestClient.Builder admin = RestClient.builder().baseUrl(server)
                .defaultHeaders(headers -> headers.setBasicAuth("admin", arguments[1]));
        NewApiKey key = client(admin, AccessApi.class)
                .createApiKey(new ApiKeyRequest("java-" + System.nanoTime(), List.of(ApiKeyRequest.RolesEnum.BOT)))
                .getBody();
        RestClient.Builder bot = RestClient.builder().baseUrl(server)
                .defaultHeaders(headers -> headers.setBearerAuth(key.getKey()));
        String contact = "java-" + System.nanoTime();

        BotStatusState status = client(bot, StatusApi.class).getBotStatus(contact).getBody();
        ReplyPermit permit = client(bot, RepliesApi.class)
                .requestReply(contact, new ReplyRequest("r-1").epoch(status.getEpoch()).answers("m-1").text("Hello"))
                .getBody();
        client(bot, RepliesApi.class).nameSentReply(contact, "r-1", new SentReplyRequest("m-2"));
        client(bot, MessagesApi.class).reportMessage(contact, new MessageReport("m-3", MessageReport.SenderEnum.HUMAN));
        ReplyPermit refused = client(bot, RepliesApi.class)
                .requestReply(contact, new ReplyRequest("r-2"))
                .getBody();
        System.out.println("granted " + permit.getGranted() + ", then refused because " + refused.getBecause());
    }

    private static <T> T client(RestClient.Builder server, Class<T> type) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(server.build())).build().createClient(type);
    }
}
