package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.apigateway.PortInUseException;
import io.seatline.local.apigateway.Ports;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.testing.SeatlineExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** With DYNAMODB_PORT, other processes on this machine can reach the tables. */
class TablesPortTest {
    @Test
    void another_client_reads_a_booking_from_the_tables() {
        int port = Ports.free();
        try (SeatlineExtension seatline =
                        SeatlineExtension.start(settings -> settings.withDynamoDbPort(OptionalInt.of(port)));
                DynamoDbClient tables = client(port)) {
            String booking = seatline.customer().reserve(seatline.show(), "B1").bookingId();

            assertTrue(tables.scanPaginator(r -> r.tableName("seatline-dev-bookings")).items().stream()
                    .anyMatch(item -> booking.equals(item.get("booking_id").s())));
        }
    }

    private static DynamoDbClient client(int port) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://localhost:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Test
    void port_in_use_stops_the_start_and_names_the_variable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = Settings.forTests().withDynamoDbPort(OptionalInt.of(taken.getLocalPort()));

            assertEquals(
                    "Port " + taken.getLocalPort()
                            + " is already in use. Stop what uses it or set DYNAMODB_PORT to another.",
                    assertThrows(PortInUseException.class, () -> Seatline.start(settings))
                            .getMessage());
        }
    }
}
