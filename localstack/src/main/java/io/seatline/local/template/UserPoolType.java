package io.seatline.local.template;

import java.net.URI;
import java.util.Optional;

/** A Cognito user pool; the development token issuer stands in for it. */
final class UserPoolType implements ResourceType {

    /** What {@code Ref} gives; an authorizer whose issuer ends in it asks for the development issuer. */
    static final String ID = "local_seatline";

    @Override
    public String name() {
        return "AWS::Cognito::UserPool";
    }

    /** How people sign up and in is the pool's own; the development issuer makes a token for whoever asks. */
    @Override
    public Properties properties() {
        return Properties.none();
    }

    @Override
    public String ref(Scope scope) {
        return ID;
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return switch (attribute) {
            case "Arn" -> Optional.of(Place.arn("cognito-idp", "userpool/" + ID));
            // Without a scheme, as Cognito's.
            case "ProviderName" -> {
                URI issuer = URI.create(scope.place().issuer());
                yield Optional.of(issuer.getAuthority() + issuer.getPath());
            }
            case "ProviderURL" -> Optional.of(scope.place().issuer());
            case "UserPoolId" -> Optional.of(ID);
            default -> Optional.empty();
        };
    }
}
