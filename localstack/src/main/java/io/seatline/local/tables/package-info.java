/** DynamoDB: the template's tables in the table engine, and their streams. */
package io.seatline.local.tables;
