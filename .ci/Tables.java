import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;

/** Serves the table engine, in memory, on a port of 127.0.0.1 until the process ends: {@code java Tables.java <port>}. */
void main(String[] arguments) {
    new DynamoDbEngine(EngineOptions.inMemory()).serve(Integer.parseInt(arguments[0]));
}
