/** The stages of a deployment, its options and its accepted cdk-nag findings. */
package io.seatline.infra.deployment;
