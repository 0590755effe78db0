"""Other people's published systems, written anew from their facts, to be measured beside ours."""
