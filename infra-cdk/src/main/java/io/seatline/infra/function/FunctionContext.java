package io.seatline.infra.function;

import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.queue.Queues;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/** What every group of functions is defined with. */
record FunctionContext(Construct scope, Code code, Resources resources, Environment environment, DataPermissions data) {
    SeatlineFunction add(SeatlineFunction.Builder function) {
        return function.in(scope, resources.stage(), code);
    }

    Queues queues() {
        return resources.queues();
    }
}
