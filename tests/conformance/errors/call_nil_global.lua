-- Calling a nil global names it. Manual 2.3.
launch()  --! attempt to call a nil value (global 'launch')
