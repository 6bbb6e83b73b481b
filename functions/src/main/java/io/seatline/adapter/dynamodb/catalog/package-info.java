/** The Catalog table, read and written. */
package io.seatline.adapter.dynamodb.catalog;
