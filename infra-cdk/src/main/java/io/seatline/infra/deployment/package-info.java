/** The stages of a deployment, its mail sender and its accepted cdk-nag findings. */
package io.seatline.infra.deployment;
