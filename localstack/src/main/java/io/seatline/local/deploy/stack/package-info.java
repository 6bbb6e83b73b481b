/** Creates the stack in an emulator of AWS from the CDK template, and compares what runs there with the template. */
package io.seatline.local.deploy.stack;
