/** The CDK app: the only definition of Seatline's infrastructure. */
package io.seatline.infra;
