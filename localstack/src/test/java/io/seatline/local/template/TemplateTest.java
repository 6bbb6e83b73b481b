package io.seatline.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

class TemplateTest {

    private static final Place PLACE = new Place(
            URI.create("http://localhost:8080"),
            URI.create("http://localhost:9324"),
            "http://localhost:8080/local/issuer");

    private static ResolvedTemplate resolve(String resources) {
        String json = "{\"Resources\":{" + resources.replace('\'', '"') + "}}";
        return Template.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                .resolve(PLACE);
    }

    private static String refusal(String resources) {
        return assertThrows(TemplateException.class, () -> resolve(resources)).getMessage();
    }

    @Test
    void unknown_property_stops_the_start_and_is_named() {
        String message = refusal("'Work':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'work','Colour':'red'}}");

        assertTrue(
                message.contains("Colour") && message.contains("Work") && message.contains("AWS::SQS::Queue"), message);
        assertTrue(message.contains("io.seatline.local.template"), message);
    }

    @Test
    void unknown_nested_property_stops_the_start() {
        String message = refusal("'Work':{'Type':'AWS::SQS::Queue','Properties':{'RedrivePolicy':{'colour':'red'}}}");

        assertTrue(message.contains("RedrivePolicy.colour"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "KeySchema.Colour, '{\"KeySchema\":[{\"AttributeName\":\"show_id\",\"Colour\":\"red\"}]}'",
        "AttributeDefinitions.Colour, '{\"AttributeDefinitions\":[{\"Colour\":\"red\"}]}'",
        "TimeToLiveSpecification.Colour, '{\"TimeToLiveSpecification\":{\"Colour\":\"red\"}}'",
        "StreamSpecification.Colour, '{\"StreamSpecification\":{\"Colour\":\"red\"}}'",
        "LocalSecondaryIndexes.Projection.Colour,"
                + " '{\"LocalSecondaryIndexes\":[{\"Projection\":{\"Colour\":\"red\"}}]}'",
        "GlobalSecondaryIndexes.KeySchema.Colour,"
                + " '{\"GlobalSecondaryIndexes\":[{\"KeySchema\":[{\"Colour\":\"red\"}]}]}'"
    })
    void unknown_table_property_at_any_depth_stops_the_start(String path, String properties) {
        String message = refusal("'Entries':{'Type':'AWS::DynamoDB::Table','Properties':" + properties + "}");

        assertTrue(message.contains("the property " + path + " of"), message);
    }

    @Test
    void local_indexes_of_a_table_are_read() {
        CreateTableRequest entries =
                resolve(table("'ProjectionType':'KEYS_ONLY'")).table("entries").request();

        LocalSecondaryIndex index = entries.localSecondaryIndexes().getFirst();
        assertEquals(1, entries.localSecondaryIndexes().size());
        assertEquals("by_place", index.indexName());
        assertEquals(
                List.of("show_id HASH", "place RANGE"),
                index.keySchema().stream()
                        .map(key -> key.attributeName() + " " + key.keyTypeAsString())
                        .toList());
        assertEquals(ProjectionType.KEYS_ONLY, index.projection().projectionType());
        assertFalse(index.projection().hasNonKeyAttributes());
        assertFalse(entries.hasGlobalSecondaryIndexes());
    }

    @Test
    void unknown_projection_type_stops_the_start_and_is_named() {
        String message = refusal(table("'ProjectionType':'SOME'"));

        assertTrue(
                message.contains("Entries") && message.contains("ProjectionType") && message.contains("\"SOME\""),
                message);
        assertTrue(refusal(table("")).contains("ProjectionType"));
    }

    private static String table(String projection) {
        return "'Entries':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'entries',"
                + "'BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':["
                + "{'AttributeName':'show_id','AttributeType':'S'},{'AttributeName':'item','AttributeType':'S'},"
                + "{'AttributeName':'place','AttributeType':'N'}],'KeySchema':["
                + "{'AttributeName':'show_id','KeyType':'HASH'},{'AttributeName':'item','KeyType':'RANGE'}],"
                + "'LocalSecondaryIndexes':[{'IndexName':'by_place','KeySchema':["
                + "{'AttributeName':'show_id','KeyType':'HASH'},{'AttributeName':'place','KeyType':'RANGE'}],"
                + "'Projection':{" + projection + "}}]}}";
    }

    @Test
    void unknown_type_stops_the_start() {
        String message = refusal("'Pipe':{'Type':'AWS::Pipes::Pipe'}");

        assertTrue(message.contains("AWS::Pipes::Pipe") && message.contains("Pipe"), message);
    }

    @Test
    void unknown_intrinsic_function_stops_the_start() {
        String message =
                refusal("'Work':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':{'Fn::ImportValue':'name'}}}");

        assertTrue(message.contains("Fn::ImportValue") && message.contains("Work"), message);
    }

    @Test
    void condition_or_unknown_section_stops_the_start() {
        assertTrue(refusal("'Work':{'Type':'AWS::SQS::Queue','Condition':'IsProd'}")
                .contains("Condition"));
        assertTrue(assertThrows(
                        TemplateException.class,
                        () -> Template.read(new ByteArrayInputStream(
                                "{\"Transform\":\"x\",\"Resources\":{}}".getBytes(StandardCharsets.UTF_8))))
                .getMessage()
                .contains("Transform"));
    }

    @Test
    void reference_to_nothing_stops_the_start() {
        String message = refusal("'Work':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':{'Ref':'Nobody'}}}");

        assertTrue(message.contains("Nobody"), message);
    }

    @Test
    void attribute_without_a_local_value_stops_the_start() {
        String message = refusal("'Work':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':"
                + "{'Fn::GetAtt':['Bus','Colour']}}},'Bus':{'Type':'AWS::Events::EventBus','Properties':{'Name':'b'}}");

        assertTrue(message.contains("Colour") && message.contains("Bus"), message);
    }

    @Test
    void intrinsic_functions_are_resolved() {
        ResolvedTemplate cloud = resolve("'Dead':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'dead'}},"
                + "'F':{'Type':'AWS::Lambda::Function','Properties':{'Handler':'a.B::handleRequest','Environment':{'Variables':{"
                + "'JOINED':{'Fn::Join':['-',['a',{'Ref':'Dead'}]]},"
                + "'SUBBED':{'Fn::Sub':['${Dead.Arn}/${x}/${!kept}/${AWS::Region}',{'x':'y'}]},"
                + "'PICKED':{'Fn::Select':[5,{'Fn::Split':[':',{'Fn::GetAtt':'Dead.Arn'}]}]},"
                + "'GONE':{'Ref':'AWS::NoValue'}}}}}");
        var environment = cloud.function("F").environment();

        assertEquals("a-http://localhost:9324/000000000000/dead", environment.get("JOINED"));
        assertEquals("arn:aws:sqs:local:000000000000:dead/y/${kept}/local", environment.get("SUBBED"));
        assertEquals("dead", environment.get("PICKED"));
        assertEquals(3, environment.size());
    }

    @Test
    void unsupported_schedule_expression_is_rejected() {
        assertTrue(
                refusal("'S':{'Type':'AWS::Scheduler::Schedule','Properties':{'ScheduleExpression':'cron(0 0 * * ? *)',"
                                + "'FlexibleTimeWindow':{'Mode':'OFF'},'Target':{'Arn':'x'}}}")
                        .contains("only rate(...)"));
    }

    @Test
    void missing_required_property_stops_the_start_and_is_named() {
        String message = refusal("'F':{'Type':'AWS::Lambda::Function','Properties':{'FunctionName':'f'}}");

        assertTrue(message.contains("F (AWS::Lambda::Function)") && message.contains("has no Handler"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "ProtocolType, '{\"Type\":\"AWS::ApiGatewayV2::Api\",\"Properties\":{\"ProtocolType\":\"WEBSOCKET\"}}'",
        "InvokeMode, '{\"Type\":\"AWS::Lambda::Url\",\"Properties\":{\"AuthType\":\"NONE\","
                + "\"TargetFunctionArn\":\"f\",\"InvokeMode\":\"RESPONSE_STREAM\"}}'"
    })
    void unsupported_value_stops_the_start_and_is_named(String property, String resource) {
        String message = refusal("'R':" + resource);

        assertTrue(message.contains("R (AWS::") && message.contains(property + ": only "), message);
    }
}
