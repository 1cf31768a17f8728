"""What parsing is made of: decoding, the tree, the article's container, typed blocks, dates."""
