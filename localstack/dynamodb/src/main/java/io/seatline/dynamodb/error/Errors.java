package io.seatline.dynamodb.error;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Makes the exceptions that AWS's SDK throws, with the codes and words of AWS. */
public final class Errors {
    private static final int BAD_REQUEST = 400;
    private static final String SERVICE = "DynamoDb";

    private Errors() {}

    /** A request that breaks a rule of the API. */
    public static AwsServiceException validation(String message) {
        return described(DynamoDbException.builder(), "ValidationException", message);
    }

    /** As {@code validation}, in the words with which AWS introduces most of these. */
    public static AwsServiceException invalidParameter(String message) {
        return validation("One or more parameter values were invalid: " + message);
    }

    /** Refuses a request that breaks a rule of the API. */
    public static void refuseIf(boolean broken, String message) {
        if (broken) {
            throw validation(message);
        }
    }

    /** As {@code refuseIf}, in the words of {@code invalidParameter}. */
    public static void refuseParameterIf(boolean broken, String message) {
        if (broken) {
            throw invalidParameter(message);
        }
    }

    /** A request that cannot be read, such as a string where a number belongs. */
    public static AwsServiceException serialization(String message) {
        return described(DynamoDbException.builder(), "SerializationException", message);
    }

    /** A table, index or stream that does not exist. */
    public static AwsServiceException notFound(String message) {
        return of(ResourceNotFoundException.builder(), message);
    }

    /** A table that exists already. */
    public static AwsServiceException inUse(String message) {
        return of(ResourceInUseException.builder(), message);
    }

    /** An exception whose code is the name of its type. */
    public static AwsServiceException of(AwsServiceException.Builder exception, String message) {
        return described(exception, exception.getClass().getEnclosingClass().getSimpleName(), message);
    }

    /** Completes an exception with what AWS answers beside its members: code, message and HTTP status. */
    public static AwsServiceException described(AwsServiceException.Builder exception, String code, String message) {
        return exception
                .message(message)
                .statusCode(BAD_REQUEST)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName(SERVICE)
                        .build())
                .build();
    }
}
