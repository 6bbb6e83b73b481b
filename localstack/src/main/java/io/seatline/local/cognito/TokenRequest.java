package io.seatline.local.cognito;

import io.javalin.http.Context;
import io.seatline.lambda.json.JsonFields;
import io.seatline.local.web.ScriptRequests;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request for a token: {@code {"sub":"alice","groups":["support"],"email":"alice@example.com","locale":"en"}}. Address
 * and locale do not appear in the token, as in Cognito's access tokens.
 *
 * @param sub the customer's id
 * @param groups names that Cognito could give to groups; may be empty
 * @param email the address that the customer has verified
 * @param locale the language of the customer's mails, such as {@code en}
 */
public record TokenRequest(String sub, List<String> groups, Optional<String> email, Optional<String> locale) {
    /** Cognito's own rule for names: no space or control character, at most 128. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");

    private static final String A_NAME = "a name of 1 to 128 characters without spaces";
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{C}]+@[^@\\s\\p{C}]+");
    private static final String AN_EMAIL = "an email address";
    private static final int MOST_GROUPS = 100;

    /** Refuses names that Cognito could not give. */
    public TokenRequest {
        groups = List.copyOf(groups);
        groups.stream().filter(group -> name(group).isEmpty()).findFirst().ifPresent(group -> {
            throw new IllegalArgumentException("a group must be " + A_NAME + ", not \"" + group + "\"");
        });
    }

    /** Reads a request's body; throws {@link io.seatline.lambda.json.InvalidField} if something is wrong with it. */
    public static TokenRequest read(Context ctx) throws IOException {
        JsonFields body = ScriptRequests.fields(ctx).only("sub", "groups", "email", "locale");
        return new TokenRequest(
                body.required("sub", body.parsed("sub", A_NAME, TokenRequest::name)),
                body.list("groups", 0, MOST_GROUPS, A_NAME, TokenRequest::name).orElse(List.of()),
                body.parsed("email", AN_EMAIL, TokenRequest::address),
                body.parsed("locale", A_NAME, TokenRequest::name));
    }

    /**
     * A request of a person who may have mistyped a name.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static TokenRequest of(String sub, List<String> groups, String email, String locale) {
        if (name(sub).isEmpty()) {
            throw new IllegalArgumentException("the name must be " + A_NAME + ", not \"" + sub + "\"");
        }
        if (!email.isEmpty() && address(email).isEmpty()) {
            throw new IllegalArgumentException("the email must be " + AN_EMAIL + ", not \"" + email + "\"");
        }
        return new TokenRequest(sub, groups, address(email), Optional.of(locale));
    }

    private static Optional<String> address(String text) {
        return Optional.of(text).filter(email -> EMAIL.matcher(email).matches());
    }

    private static Optional<String> name(String text) {
        return Optional.of(text).filter(name -> NAME.matcher(name).matches());
    }
}
