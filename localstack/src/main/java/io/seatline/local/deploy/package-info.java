/**
 * Deploys Seatline to an emulator of AWS, compares what runs there with the template, and adds what that emulator lacks.
 * Real AWS is deployed to by the CDK, see {@code infra-cdk}.
 */
package io.seatline.local.deploy;
