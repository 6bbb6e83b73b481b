package io.seatline.dynamodb.error;

import software.amazon.awssdk.awscore.exception.*;
import software.amazon.awssdk.services.dynamodb.model.*;

/** Creates the exceptions of AWS's SDK, with AWS's error codes and messages. */
public final class Errors {
    private Errors() {}

    public static AwsServiceException validation(String message) {
        return described(DynamoDbException.builder(), "ValidationException", message);
    }

    public static AwsServiceException invalidParameter(String message) {
        return validation("One or more parameter values were invalid: " + message);
    }

    public static void refuseIf(boolean broken, String message) {
        if (broken) {
            throw validation(message);
        }
    }

    public static void refuseParameterIf(boolean broken, String message) {
        if (broken) {
            throw invalidParameter(message);
        }
    }

    public static AwsServiceException serialization(String message) {
        return described(DynamoDbException.builder(), "SerializationException", message);
    }

    public static AwsServiceException notFound(String message) {
        return of(ResourceNotFoundException.builder(), message);
    }

    public static AwsServiceException of(AwsServiceException.Builder exception, String message) {
        return described(exception, exception.getClass().getEnclosingClass().getSimpleName(), message);
    }

    public static AwsServiceException described(AwsServiceException.Builder exception, String code, String message) {
        return exception
                .message(message)
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName("DynamoDb")
                        .build())
                .build();
    }
}
