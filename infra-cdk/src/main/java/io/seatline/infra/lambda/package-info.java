/** The construct of a Lambda function, its code and its permissions. */
package io.seatline.infra.lambda;
