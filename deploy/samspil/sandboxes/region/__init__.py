"""A region to play with: it takes MedCom messages in and sends hospital notices; nobody in it exists."""
