package io.seatline.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.seatline.local.clock.Signal;
import io.seatline.local.clock.Timers;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.Queue;
import io.seatline.local.template.TemplateException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SQS: ElasticMQ in this process, on the cloud's clock, served on the loopback interface. */
public final class QueueEngine implements AutoCloseable {

    private final ActorSystem actors;
    private final QueueTimes times;
    private final SQSRestServer server;
    private final URI endpoint;
    private final SqsClient client;

    /**
     * Starts the engine on a free port.
     *
     * @param clock the clock of delays, visibility timeouts and deduplication
     * @param timers wakes the readers of delayed messages
     */
    public QueueEngine(InstantSource clock, Timers timers) {
        Config quiet = ConfigFactory.parseMap(Map.of(
                "pekko.loglevel", "WARNING",
                "pekko.stdout-loglevel", "WARNING",
                "pekko.log-dead-letters", "off",
                "pekko.http.server.socket-options.tcp-nodelay", "true",
                "pekko.http.server.idle-timeout", "10 minutes"));
        this.actors = ActorSystem.create("queues", quiet.withFallback(ConfigFactory.load()));
        this.times = new QueueTimes(clock, timers);
        ActorRef manager = actors.actorOf(ClockedQueueManager.props(times), "manager");
        this.server = SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(manager)
                .withInterface("localhost")
                .withPort(0)
                .withAWSRegion(Place.REGION)
                .withAWSAccountId(Place.ACCOUNT)
                .start();
        int bound = server.waitUntilStarted().localAddress().getPort();
        this.endpoint = URI.create("http://localhost:" + bound);
        this.client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(Place.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** The address of SQS. */
    public URI endpoint() {
        return endpoint;
    }

    /** An ordinary client of the engine. */
    public SqsClient client() {
        return client;
    }

    /** The URL of a queue. */
    public String url(Queue queue) {
        return endpoint + "/" + Place.ACCOUNT + "/" + queue.name();
    }

    /** The signal that is raised whenever a queue may have a message to receive. */
    public Signal signal(Queue queue) {
        return times.signal(queue.name());
    }

    /**
     * Raises a queue's signal when received messages become visible again.
     *
     * @param when the end of their visibility timeout
     */
    public void visibleAgain(Queue queue, Instant when) {
        times.visibleAt(queue.name(), when.toEpochMilli());
    }

    /**
     * Creates the template's queues, dead-letter queues first, because ElasticMQ needs them to exist.
     *
     * @throws TemplateException when dead-letter queues form a circle
     */
    public void create(ResolvedTemplate cloud) {
        List<Queue> waiting = new ArrayList<>(cloud.queues());
        List<String> created = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Queue> ready = waiting.stream()
                    .filter(queue -> queue.deadLetterArn().isEmpty()
                            || created.contains(
                                    cloud.queue(queue.deadLetterArn().get()).id()))
                    .toList();
            if (ready.isEmpty()) {
                throw new TemplateException("Dead-letter queues form a circle: "
                        + waiting.stream().map(Queue::id).toList());
            }
            for (Queue queue : ready) {
                String url = client.createQueue(
                                request -> request.queueName(queue.name()).attributes(queue.attributes()))
                        .queueUrl();
                if (!url.equals(url(queue))) {
                    throw new IllegalStateException("ElasticMQ made " + url + " of the queue " + queue.name());
                }
                created.add(queue.id());
            }
            waiting.removeAll(ready);
        }
    }

    /** Sends a message to a standard queue. */
    public void send(Queue queue, String body) {
        client.sendMessage(request -> request.queueUrl(url(queue)).messageBody(body));
    }

    /** Sends a failure record, written as JSON, to a dead-letter queue. */
    public void deadLetter(Queue queue, Object body) {
        try {
            send(queue, new ObjectMapper().writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + body, e);
        }
    }

    @Override
    public void close() {
        times.close();
        client.close();
        server.stopAndWait();
        actors.terminate();
    }
}
