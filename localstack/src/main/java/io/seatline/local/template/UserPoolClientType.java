package io.seatline.local.template;

/** A user pool's app client; its id is the audience of local tokens. */
final class UserPoolClientType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Cognito::UserPoolClient";
    }

    /** How the client signs in is the pool's own; the development issuer makes a token for whoever asks. */
    @Override
    public Properties properties() {
        return Properties.none();
    }

    @Override
    public String ref(Scope scope) {
        return Place.AUDIENCE;
    }
}
