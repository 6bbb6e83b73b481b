package io.seatline.infra.function;

import static io.seatline.infra.function.DataPermissions.CHECK;
import static io.seatline.infra.function.DataPermissions.PUT;
import static io.seatline.infra.function.DataPermissions.UPDATE;

import io.seatline.infra.lambda.SeatlineFunction;
import java.time.Duration;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;

/** The function Notify and its public URL, where MoMo sends IPNs. */
public record IpnEndpoint(SeatlineFunction function, FunctionUrl url) {
    /** The path under every host where MoMo sends IPNs. */
    public static final String PATH = "/api/v1/payment/notify";

    static IpnEndpoint in(FunctionContext context) {
        DataPermissions data = context.data();
        SeatlineFunction notify = context.add(new SeatlineFunction.Builder("Notify", "Receives MoMo's IPNs")
                // MoMo gives up after 15 seconds.
                .timeout(Duration.ofSeconds(15))
                .environment(context.environment().bookings())
                .environment(context.environment().select("WAITLIST_TABLE", "MOMO_SECRET_ID"))
                .permissions(
                        data.writeClaims(UPDATE),
                        data.readBookings(),
                        data.writeBookings(CHECK, PUT, UPDATE),
                        data.readWaitlist(),
                        data.endOffer(),
                        data.readMomoSecret()));
        context.resources().stage().notifyConcurrency().ifPresent(notify::reserveConcurrency);
        // MoMo cannot sign AWS requests; the function verifies MoMo's own signature. It demands no origin key, which
        // would refuse payments begun before there was a domain, and all of them if it were wrong.
        FunctionUrl url = notify.live()
                .addFunctionUrl(FunctionUrlOptions.builder()
                        .authType(FunctionUrlAuthType.NONE)
                        .build());
        return new IpnEndpoint(notify, url);
    }

    /** The full URL that Seatline gives to MoMo with each payment. */
    String ipnUrl() {
        // Ends with a slash.
        return url.getUrl() + PATH.substring(1);
    }
}
