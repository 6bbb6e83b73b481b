package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.lambda.http.Http.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that a caller is in the group of the user pool that the route needs, if any. API Gateway cannot check groups. */
public final class Roles {
    /** The groups by the first part of a path under {@code /api/v1}. */
    private static final Map<String, String> GROUPS = Map.of("support", "support", "manage", "manager", "door", "door");

    /** The groups of routes that not everybody at their path may call. */
    private static final Map<String, String> STRICTER = Map.of("DELETE /api/v1/door/admissions/{scan_id}", "manager");

    private static final Pattern ROUTE = Pattern.compile("^[A-Z]+ /api/v1/([^/]+)/");

    private Roles() {}

    /** Refuses a caller who is not in the group that the route needs. */
    public static void check(APIGatewayV2HTTPEvent event) {
        Optional<String> route = Optional.ofNullable(event.getRouteKey());
        Optional<String> group = route.map(STRICTER::get)
                .or(() -> route.map(ROUTE::matcher).filter(Matcher::find).map(path -> GROUPS.get(path.group(1))));
        if (group.isPresent() && !Http.groups(event).contains(group.get())) {
            throw new Problem(403, "forbidden", "Only members of the group " + group.get() + " may do this.");
        }
    }
}
