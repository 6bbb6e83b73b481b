/**
 * Reads the CDK template into plain data for the emulated services.
 *
 * <p>{@code resource-types.txt} lists the resource types and properties that are known, and why some have no effect. An
 * unlisted one stops the start, so that the template cannot mean one thing on AWS and another here.
 */
package io.seatline.local.template;
