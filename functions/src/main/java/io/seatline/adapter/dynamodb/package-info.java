/** DynamoDB behind the ports: keys, attributes and conditions of each table stand in one place. */
package io.seatline.adapter.dynamodb;
