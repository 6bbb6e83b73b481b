/** Seatline without AWS: the cloud in one process that boots from the CDK template. */
package io.seatline.local;

