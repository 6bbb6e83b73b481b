package io.seatline.infra.lambda;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sqs.Queue;

/** Policy statements for functions and schedules; each allows exactly the actions it names. */
public final class Permissions {
    private Permissions() {}

    /** Allows actions on resources; the sid names the statement. */
    public static PolicyStatement allow(String sid, List<String> actions, String... resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(List.of(resources))
                .build();
    }

    /** Allows the named reads of a table's items. */
    public static PolicyStatement read(String what, ITable table, String... actions) {
        return allow("Read" + what, List.of(actions), table.getTableArn());
    }

    /** Allows the named writes of a table's items, alone or in a transaction, which needs the same actions. */
    public static PolicyStatement write(String what, ITable table, String... actions) {
        return allow("Write" + what, List.of(actions), table.getTableArn());
    }

    public static PolicyStatement queryIndex(String what, ITable table, String index) {
        return allow("Query" + what, List.of("dynamodb:Query"), table.getTableArn() + "/index/" + index);
    }

    public static PolicyStatement send(String what, Queue queue) {
        return allow("SendTo" + what, List.of("sqs:SendMessage"), queue.getQueueArn());
    }

    /** Allows choosing when a failed message is delivered again. */
    public static PolicyStatement redeliverSoon(String what, Queue queue) {
        return allow("Postpone" + what, List.of("sqs:ChangeMessageVisibility"), queue.getQueueArn());
    }

    /** Allows what the event source mapping of a queue needs. */
    public static PolicyStatement consume(String what, Queue queue) {
        return allow(
                "Consume" + what,
                List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
                queue.getQueueArn());
    }

    /** Allows what the event source mapping of a stream needs, except listing streams. */
    public static PolicyStatement readStream(String what, ITable table) {
        return allow(
                "Read" + what + "Stream",
                List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
                table.getTableStreamArn());
    }

    /** Allows listing a table's streams, which needs a wildcard. */
    public static PolicyStatement listStreams(String what, ITable table) {
        return allow("List" + what + "Streams", List.of("dynamodb:ListStreams"), table.getTableArn() + "/stream/*");
    }

    public static PolicyStatement readSecret(String what, Secret secret) {
        return allow("Read" + what, List.of("secretsmanager:GetSecretValue"), secret.getSecretArn());
    }
}
