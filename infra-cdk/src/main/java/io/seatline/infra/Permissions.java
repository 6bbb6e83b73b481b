package io.seatline.infra;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sqs.Queue;

/** What functions may be allowed to do, in words: each adds exactly the actions that it names. */
final class Permissions {
    private Permissions() {}

    static PolicyStatement allow(String sid, List<String> actions, String... resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(List.of(resources))
                .build();
    }

    /** Reads items in the ways that it names. */
    static PolicyStatement read(String what, Table table, String... actions) {
        return allow("Read" + what, List.of(actions), table.getTableArn());
    }

    /** Changes items, each alone or several in a transaction: AWS asks for the same actions. */
    static PolicyStatement write(String what, Table table, String... actions) {
        return allow("Write" + what, List.of(actions), table.getTableArn());
    }

    static PolicyStatement queryIndex(String what, Table table, String index) {
        return allow("Query" + what, List.of("dynamodb:Query"), table.getTableArn() + "/index/" + index);
    }

    static PolicyStatement send(String what, Queue queue) {
        return allow("SendTo" + what, List.of("sqs:SendMessage"), queue.getQueueArn());
    }

    /** Says itself when a message that it failed on is to come again. */
    static PolicyStatement redeliverSoon(String what, Queue queue) {
        return allow("Postpone" + what, List.of("sqs:ChangeMessageVisibility"), queue.getQueueArn());
    }

    /** What an event source mapping asks of the function's role. */
    static PolicyStatement consume(String what, Queue queue) {
        return allow(
                "Consume" + what,
                List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
                queue.getQueueArn());
    }

    /** What an event source mapping asks of the function's role, but for the listing of streams. */
    static PolicyStatement readStream(String what, Table table) {
        return allow(
                "Read" + what + "Stream",
                List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
                table.getTableStreamArn());
    }

    /** Listing is asked for on all streams of the table: it knows no single one. */
    static PolicyStatement listStreams(String what, Table table) {
        return allow("List" + what + "Streams", List.of("dynamodb:ListStreams"), table.getTableArn() + "/stream/*");
    }

    static PolicyStatement readSecret(String what, Secret secret) {
        return allow("Read" + what, List.of("secretsmanager:GetSecretValue"), secret.getSecretArn());
    }
}
