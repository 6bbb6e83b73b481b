/**
 * Reads the CDK template and says what it means on one machine.
 *
 * <p>Every resource type that Seatline's template may hold has a class or an entry here that names the properties
 * which take effect locally and those which knowingly do not. Whatever is not named stops the boot, so that the
 * template cannot come to mean one thing on AWS and another here.
 */
package io.seatline.local.template;

