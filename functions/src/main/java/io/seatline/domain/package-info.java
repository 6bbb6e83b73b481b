/**
 * Seatline's business rules in plain Java. This package has ids, money, deadlines and policies; the packages below have
 * the capabilities. The domain does not depend on AWS, JSON or a clock: time is always an argument.
 */
package io.seatline.domain;
