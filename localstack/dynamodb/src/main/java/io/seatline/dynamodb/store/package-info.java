/** The maps that hold everything, over MVStore: keys and their order, bytes of the file, commits. */
package io.seatline.dynamodb.store;
