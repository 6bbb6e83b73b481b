package io.seatline.local.apigateway;

import io.seatline.local.template.HttpRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request in API Gateway's order: full match, greedy path variable, {@code $default}; a method before
 * {@code ANY}, and the more literal path first.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes</a>
 */
final class RouteTable {

    private static final String DEFAULT = "$default";

    private final List<Pattern> patterns;
    private final Optional<HttpRoute> fallback;

    RouteTable(List<HttpRoute> routes) {
        patterns = routes.stream()
                .filter(route -> !route.routeKey().equals(DEFAULT))
                .map(Pattern::of)
                .sorted(Comparator.comparing(Pattern::rank).thenComparing(pattern -> pattern.method.equals("ANY")))
                .toList();
        fallback = routes.stream()
                .filter(route -> route.routeKey().equals(DEFAULT))
                .findFirst();
    }

    /** The route for a method and a decoded path, with the path's variables. */
    Optional<Match> find(String method, String path) {
        List<String> segments = segments(path);
        for (Pattern pattern : patterns) {
            if (pattern.method.equals(method) || pattern.method.equals("ANY")) {
                Optional<Map<String, String>> parameters = pattern.match(segments);
                if (parameters.isPresent()) {
                    return Optional.of(new Match(pattern.route, parameters.get()));
                }
            }
        }
        return fallback.map(route -> new Match(route, Map.of()));
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** A route and the values of its path's variables. */
    record Match(HttpRoute route, Map<String, String> pathParameters) {}

    private record Pattern(HttpRoute route, String method, List<String> segments) {

        static Pattern of(HttpRoute route) {
            String[] key = route.routeKey().split(" ", 2);
            if (key.length != 2 || !key[1].startsWith("/")) {
                throw new IllegalArgumentException("Not a route key: " + route.routeKey());
            }
            return new Pattern(route, key[0], RouteTable.segments(key[1]));
        }

        /** Sorts by segment: a literal before a variable before a greedy one. */
        String rank() {
            StringBuilder rank = new StringBuilder(greedy() ? "1" : "0");
            segments.forEach(segment -> rank.append(isGreedy(segment) ? '2' : isVariable(segment) ? '1' : '0'));
            return rank.toString();
        }

        Optional<Map<String, String>> match(List<String> path) {
            if (greedy() ? path.size() < segments.size() : path.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (isGreedy(segment)) {
                    String rest = String.join("/", new ArrayList<>(path.subList(i, path.size())));
                    parameters.put(segment.substring(1, segment.length() - 2), rest);
                } else if (isVariable(segment) && !path.get(i).isEmpty()) {
                    parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(parameters);
        }

        private boolean greedy() {
            return isGreedy(segments.getLast());
        }

        private static boolean isGreedy(String segment) {
            return segment.startsWith("{") && segment.endsWith("+}");
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }
    }
}
