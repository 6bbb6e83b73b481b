/** The client of MoMo's payment gateway, version 2: calls, IPNs and signatures. */
package io.seatline.adapter.momo;
