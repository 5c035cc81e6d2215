return "deep down"
