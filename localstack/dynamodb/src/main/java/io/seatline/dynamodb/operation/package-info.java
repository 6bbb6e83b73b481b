/** The operations of the API on tables and items. */
package io.seatline.dynamodb.operation;
