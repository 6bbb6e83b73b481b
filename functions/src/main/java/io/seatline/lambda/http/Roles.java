package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.lambda.http.Http.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that a caller is in a group of the user pool that the route needs, if any. API Gateway cannot check groups. */
public final class Roles {
    private static final String SUPPORT = "support";
    private static final String MANAGER = "manager";

    /** The groups by the first part of a path under {@code /api/v1}. */
    private static final Map<String, List<String>> GROUPS =
            Map.of("support", List.of(SUPPORT), "manage", List.of(MANAGER), "door", List.of("door"));

    /** Routes whose groups differ from those of their path. */
    private static final Map<String, List<String>> OTHERS = Map.of(
            "DELETE /api/v1/door/admissions/{scan_id}", List.of(MANAGER),
            "GET /api/v1/support/bookings/{booking_id}/ticket.svg", List.of(SUPPORT, MANAGER));

    private static final Pattern ROUTE = Pattern.compile("^[A-Z]+ /api/v1/([^/]+)/");

    private Roles() {}

    /** Refuses a caller who is in none of the groups that the route needs. */
    public static void check(APIGatewayV2HTTPEvent event) {
        Optional<String> route = Optional.ofNullable(event.getRouteKey());
        Optional<List<String>> groups = route.map(OTHERS::get)
                .or(() -> route.map(ROUTE::matcher).filter(Matcher::find).map(path -> GROUPS.get(path.group(1))));
        if (groups.isPresent() && Collections.disjoint(groups.get(), Http.groups(event))) {
            throw new Problem(
                    403,
                    "forbidden",
                    "Only members of the group " + String.join(" or ", groups.get()) + " may do this.");
        }
    }
}
