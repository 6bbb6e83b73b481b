/** Alarms, their runbooks and the dashboard. */
package io.seatline.infra.monitoring;
