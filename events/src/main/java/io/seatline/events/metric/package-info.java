/** The names of Seatline's metrics, shared by the functions, the dashboard and the alarms. */
package io.seatline.events.metric;
