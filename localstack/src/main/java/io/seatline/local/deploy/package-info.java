/**
 * Runs Seatline in an emulator of AWS: deploys the stack and adds what that emulator lacks. Real AWS is deployed to by the
 * CDK, see {@code infra-cdk}.
 */
package io.seatline.local.deploy;
