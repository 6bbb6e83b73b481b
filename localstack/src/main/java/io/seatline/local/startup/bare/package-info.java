/** The handlers that Seatline's start is compared with. They run in processes of their own, from the deployed jars. */
package io.seatline.local.startup.bare;
