/** What Seatline costs on AWS: a ledger of what each act uses, its price, and how far it scales. */
package io.seatline.local.cost;
